// Judges the pods of manifests by the Pod Security Standards with the code of the admission controller itself.
//
// Usage: pod-security LEVEL VERSION < manifests.yaml, for example: pod-security restricted v1.28
//
// Prints one line per object with pods, NAME: allowed or NAME: reasons, and exits with 1 when any is refused.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func main() {
	refused, err := judge(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if refused {
		os.Exit(1)
	}
}

func judge(args []string) (bool, error) {
	if len(args) != 2 {
		return false, errors.New("usage: pod-security LEVEL VERSION < manifests.yaml")
	}
	level, err := api.ParseLevel(args[0])
	if err != nil {
		return false, err
	}
	version, err := api.ParseVersion(args[1])
	if err != nil {
		return false, err
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return false, err
	}
	refused := false
	documents := yaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return refused, nil
		}
		if err != nil {
			return false, err
		}
		name, pod, err := podOf(document)
		if err != nil {
			return false, err
		}
		if pod == nil {
			continue
		}
		results := evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &pod.ObjectMeta, &pod.Spec)
		if verdict := policy.AggregateCheckResults(results); !verdict.Allowed {
			refused = true
			fmt.Printf("%s: %s\n", name, verdict.ForbiddenDetail())
		} else {
			fmt.Printf("%s: allowed\n", name)
		}
	}
}

// podOf finds the pod, or pod template, of a document; nil where its kind has none.
func podOf(document []byte) (string, *corev1.PodTemplateSpec, error) {
	object, kind, err := scheme.Codecs.UniversalDeserializer().Decode(document, nil, nil)
	if runtime.IsNotRegisteredError(err) || runtime.IsMissingKind(err) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	switch typed := object.(type) {
	case *corev1.Pod:
		return label(kind.Kind, typed.Name), &corev1.PodTemplateSpec{ObjectMeta: typed.ObjectMeta, Spec: typed.Spec}, nil
	case *appsv1.Deployment:
		return label(kind.Kind, typed.Name), &typed.Spec.Template, nil
	case *appsv1.StatefulSet:
		return label(kind.Kind, typed.Name), &typed.Spec.Template, nil
	case *appsv1.DaemonSet:
		return label(kind.Kind, typed.Name), &typed.Spec.Template, nil
	case *batchv1.Job:
		return label(kind.Kind, typed.Name), &typed.Spec.Template, nil
	case *batchv1.CronJob:
		return label(kind.Kind, typed.Name), &typed.Spec.JobTemplate.Spec.Template, nil
	}
	return "", nil, nil
}

func label(kind, name string) string {
	return kind + "/" + name
}
