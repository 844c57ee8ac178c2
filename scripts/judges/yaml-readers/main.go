// Reads YAML as two programs that deploy manifests do, and says what they read.
//
// Usage: yaml-readers kubectl|helm < manifests.yaml
//
// kubectl splits a stream with the reader of k8s.io/apimachinery and converts with sigs.k8s.io/yaml, in the versions of
// kubectl 1.28. helm splits as Helm splits what its templates give, white space around a document cut off, and reads with
// yaml.v3. Prints one line of JSON per document: what was read, or {"error": ...}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"

	yamlv3 "go.yaml.in/yaml/v3"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// The expression of Helm's releaseutil.SplitManifests.
var separator = regexp.MustCompile(`(?:^|\s*\n)---\s*`)

func main() {
	readers := map[string]func(io.Reader, func([]byte, error)) error{"kubectl": kubectl, "helm": helm}
	if len(os.Args) != 2 || readers[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: yaml-readers kubectl|helm < manifests.yaml")
		os.Exit(2)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	err := readers[os.Args[1]](os.Stdin, func(document []byte, err error) {
		if err != nil {
			document, _ = json.Marshal(map[string]string{"error": err.Error()})
		}
		out.Write(bytes.TrimSpace(document))
		out.WriteByte('\n')
	})
	if err != nil {
		out.Flush()
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func kubectl(input io.Reader, say func([]byte, error)) error {
	documents := utilyaml.NewYAMLReader(bufio.NewReader(input))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		say(yaml.YAMLToJSON(document))
	}
}

func helm(input io.Reader, say func([]byte, error)) error {
	stream, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	for _, document := range separator.Split(string(bytes.TrimSpace(stream)), -1) {
		if document == "" {
			continue
		}
		var data any
		if err := yamlv3.Unmarshal([]byte(document), &data); err != nil {
			say(nil, err)
			continue
		}
		say(json.Marshal(data))
	}
	return nil
}
