{{/* Not empty where there may be several replicas, which hand data connections on to each other. It hangs on the slots and
     not on replicaCount, so that scaling changes no pod that is there. */}}
{{- define "longshore.relayed" -}}
{{- if gt (int .Values.passive.slots) 1 -}}yes{{- end -}}
{{- end -}}

{{/* The Secret with what the replicas know each other by: the one that is named, or the one that the chart makes. */}}
{{- define "longshore.relaySecret" -}}
{{- default (printf "%s-relay" (include "longshore.fullname" .)) .Values.relay.existingSecret -}}
{{- end -}}

{{/* How a replica finds the others, as variables. */}}
{{- define "longshore.fleetEnv" -}}
- name: LONGSHORE_FLEET_NAME
  value: {{ printf "%s/%s" .Release.Namespace (include "longshore.fullname" .) | quote }}
- name: LONGSHORE_FLEET_DISCOVERY
  value: dns
{{- /* A name of the pod's own namespace is found at the first question; a longer one needs three. */}}
- name: LONGSHORE_FLEET_DNS_NAME
  value: {{ include "longshore.headless" . | quote }}
- name: LONGSHORE_FLEET_ADDRESS
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- end -}}

{{/* The pod's annotations: service meshes let the relay's port alone: a sidecar takes connections for a pod that is gone, and replicas prove themselves to each other. */}}
{{- define "longshore.podAnnotations" -}}
{{- $annotations := deepCopy .Values.podAnnotations -}}
{{- if include "longshore.relayed" . -}}
{{- range $key := list
  "traffic.sidecar.istio.io/excludeInboundPorts" "traffic.sidecar.istio.io/excludeOutboundPorts"
  "config.linkerd.io/skip-inbound-ports" "config.linkerd.io/skip-outbound-ports"
  "traffic.kuma.io/exclude-inbound-ports" "traffic.kuma.io/exclude-outbound-ports"
  "consul.hashicorp.com/transparent-proxy-exclude-inbound-ports" "consul.hashicorp.com/transparent-proxy-exclude-outbound-ports" -}}
{{- $_ := set $annotations $key (list (get $annotations $key) (toString $.Values.relay.port) | compact | join ",") -}}
{{- end -}}
{{- end -}}
{{- if $annotations -}}{{- toYaml $annotations -}}{{- end -}}
{{- end -}}

{{/* What is wrong with the values of replicas, as a YAML list of sentences. */}}
{{- define "longshore.validateReplicas" -}}
{{- $v := .Values -}}
{{- $slots := int $v.passive.slots -}}
{{- $relay := int $v.relay.port -}}
{{- $wrong := list -}}
{{- if gt (int $v.replicaCount) $slots -}}
{{- $wrong = append $wrong (printf "replicaCount is %d; each replica needs a slot of its own, and passive.slots is %d" (int $v.replicaCount) $slots) -}}
{{- end -}}
{{- if include "longshore.relayed" . -}}
{{- $others := dict "ftp.port" $v.ftp.port "the management port" (include "longshore.managementPort" .) -}}
{{- if $v.ftps.implicit.enabled -}}
{{- $_ := set $others "ftps.implicit.port" $v.ftps.implicit.port -}}
{{- end -}}
{{- range $name, $port := $others -}}
{{- if eq (int $port) $relay -}}
{{- $wrong = append $wrong (printf "relay.port is %d, which is %s" $relay $name) -}}
{{- end -}}
{{- end -}}
{{- else if $v.relay.existingSecret -}}
{{- $wrong = append $wrong (printf "relay.existingSecret is %q, which has no effect while passive.slots is 1" $v.relay.existingSecret) -}}
{{- end -}}
{{- toYaml $wrong -}}
{{- end -}}
