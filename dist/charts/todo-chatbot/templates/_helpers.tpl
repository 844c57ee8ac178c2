{{/* The reference of an image: its repository, and a tag, a digest or both. */}}
{{- define "todo-chatbot.image" -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}
