// helm-render renders many charts in one process, as `helm template` does: each line of its input is a request, each line
// of its output what Go reads of the answer.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	action3 "helm.sh/helm/v3/pkg/action"
	loader3 "helm.sh/helm/v3/pkg/chart/loader"
	chartutil3 "helm.sh/helm/v3/pkg/chartutil"
	action4 "helm.sh/helm/v4/pkg/action"
	common4 "helm.sh/helm/v4/pkg/chart/common"
	archive4 "helm.sh/helm/v4/pkg/chart/loader/archive"
	loader4 "helm.sh/helm/v4/pkg/chart/v2/loader"
	release4 "helm.sh/helm/v4/pkg/release"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type request struct {
	Files       map[string]string
	Release     string
	Namespace   string
	KubeVersion string
	Values      string
}

type answer struct {
	Objects []json.RawMessage `json:"objects"`
	Notes   string            `json:"notes"`
	Error   string            `json:"error,omitempty"`
}

// A renderer gives what helm template prints, and the notes.
type renderer func(request, map[string]any) (string, string, error)

func main() {
	renderers := map[string]renderer{"3": helm3, "4": helm4}
	if len(os.Args) != 2 || renderers[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: helm-render 3|4 < requests")
		os.Exit(2)
	}
	log.SetOutput(io.Discard)
	input, out := json.NewDecoder(bufio.NewReader(os.Stdin)), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		var asked request
		if err := input.Decode(&asked); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		objects, notes, err := render(asked, renderers[os.Args[1]])
		said := answer{Objects: objects, Notes: notes}
		if err != nil {
			said.Error = err.Error()
		}
		line, _ := json.Marshal(said)
		out.Write(append(line, '\n'))
	}
}

func render(asked request, with renderer) ([]json.RawMessage, string, error) {
	values := map[string]any{}
	// As both versions read the files of the option -f.
	if err := yaml.Unmarshal([]byte(asked.Values), &values); err != nil {
		return nil, "", err
	}
	stream, notes, err := with(asked, values)
	if err != nil {
		return nil, "", err
	}
	documents := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(stream)))
	objects := []json.RawMessage{}
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, notes, nil
		}
		if err != nil {
			return nil, "", err
		}
		object, err := yaml.YAMLToJSON(document)
		if err != nil {
			return nil, "", fmt.Errorf("%w in\n%s", err, document)
		}
		if !bytes.Equal(object, []byte("null")) {
			objects = append(objects, object)
		}
	}
}

func helm3(asked request, values map[string]any) (string, string, error) {
	var files []*loader3.BufferedFile
	for name, text := range asked.Files {
		files = append(files, &loader3.BufferedFile{Name: name, Data: []byte(text)})
	}
	chart, err := loader3.LoadFiles(files)
	if err != nil {
		return "", "", err
	}
	install := action3.NewInstall(&action3.Configuration{Log: func(string, ...any) {}})
	install.DryRun, install.ClientOnly, install.Replace = true, true, true
	install.ReleaseName, install.Namespace = asked.Release, asked.Namespace
	if install.KubeVersion, err = chartutil3.ParseKubeVersion(asked.KubeVersion); err != nil {
		return "", "", err
	}
	release, err := install.Run(chart, values)
	if err != nil {
		return "", "", err
	}
	stream := strings.TrimSpace(release.Manifest) + "\n"
	for _, hook := range release.Hooks {
		stream += fmt.Sprintf("---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	return stream, release.Info.Notes, nil
}

func helm4(asked request, values map[string]any) (string, string, error) {
	var files []*archive4.BufferedFile
	for name, text := range asked.Files {
		files = append(files, &archive4.BufferedFile{Name: name, Data: []byte(text)})
	}
	chart, err := loader4.LoadFiles(files)
	if err != nil {
		return "", "", err
	}
	install := action4.NewInstall(action4.NewConfiguration())
	install.DryRunStrategy, install.Replace = action4.DryRunClient, true
	install.ReleaseName, install.Namespace = asked.Release, asked.Namespace
	if install.KubeVersion, err = common4.ParseKubeVersion(asked.KubeVersion); err != nil {
		return "", "", err
	}
	result, err := install.Run(chart, values)
	if err != nil {
		return "", "", err
	}
	release, err := release4.NewAccessor(result)
	if err != nil {
		return "", "", err
	}
	stream := strings.TrimSpace(release.Manifest()) + "\n"
	for _, each := range release.Hooks() {
		hook, err := release4.NewHookAccessor(each)
		if err != nil {
			return "", "", err
		}
		stream += fmt.Sprintf("---\n# Source: %s\n%s\n", hook.Path(), hook.Manifest())
	}
	return stream, release.Notes(), nil
}
