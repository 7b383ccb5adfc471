{{/* The pod's security context; a source port below 1024 for active mode needs a sysctl, which is a safe one. */}}
{{- define "longshore.podSecurityContext" -}}
{{- $context := deepCopy .Values.podSecurityContext -}}
{{- $port := int .Values.active.sourcePort -}}
{{- if and (gt $port 0) (lt $port 1024) -}}
{{- $sysctl := dict "name" "net.ipv4.ip_unprivileged_port_start" "value" (toString $port) -}}
{{- $_ := set $context "sysctls" (append (default list $context.sysctls) $sysctl) -}}
{{- end -}}
{{- toYaml $context -}}
{{- end -}}

{{/* How long a pod may take to end: it serves on, then drains, and has half a minute to close up. */}}
{{- define "longshore.gracePeriod" -}}
{{- if kindIs "invalid" .Values.terminationGracePeriodSeconds -}}
{{- add (include "longshore.seconds" .Values.drain.linger) (include "longshore.seconds" .Values.drain.timeout) 30 -}}
{{- else -}}
{{- .Values.terminationGracePeriodSeconds -}}
{{- end -}}
{{- end -}}
