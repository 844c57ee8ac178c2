// The program of kube-linter. It cannot be installed by its own name: its module path is a vanity address that the Go module
// proxy does not serve, so go.mod replaces it by the repository that the address stands for, at the same version.
package main

import (
	"fmt"
	"os"

	"golang.stackrox.io/kube-linter/pkg/command/root"
	_ "golang.stackrox.io/kube-linter/pkg/templates/all" // registers what the checks are made of
)

func main() {
	if err := root.Command().Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}
