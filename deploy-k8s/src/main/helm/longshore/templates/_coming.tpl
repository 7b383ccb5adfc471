{{/* What the gateway of this version does not have yet. Such settings are left out, and values that need one are refused.
     When the gateway has it, its name is taken out of this list; the tests say so. */}}
{{- define "longshore.coming" -}}
passive.advertise.mode=service
{{- end -}}

{{/* Not empty where the gateway has what is named: {{ if include "longshore.has" "passive.advertise.mode=service" }} */}}
{{- define "longshore.has" -}}
{{- if not (has . (splitList " " (include "longshore.coming" "" | trim))) -}}yes{{- end -}}
{{- end -}}
