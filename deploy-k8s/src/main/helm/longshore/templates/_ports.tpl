{{/* The management port: health and metrics. It is built into the application. */}}
{{- define "longshore.managementPort" -}}9000{{- end -}}

{{/* The last passive port. */}}
{{- define "longshore.passiveLast" -}}
{{- sub (add .Values.passive.start .Values.passive.count) 1 -}}
{{- end -}}

{{/* Every passive port, parted by spaces: {{ range splitList " " (include "longshore.passivePorts" .) }} */}}
{{- define "longshore.passivePorts" -}}
{{- untilStep (int .Values.passive.start) (int (add .Values.passive.start .Values.passive.count)) 1 | join " " -}}
{{- end -}}

{{/* A duration such as 90s, 10m or 1h, in seconds. */}}
{{- define "longshore.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- $unit := regexFind "[smh]$" . -}}
{{- mul $number (get (dict "s" 1 "m" 60 "h" 3600) $unit) -}}
{{- end -}}
