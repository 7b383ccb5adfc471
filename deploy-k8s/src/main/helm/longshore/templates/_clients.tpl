{{/* Not empty where the Service shows the pods a node's address in the place of the client's. */}}
{{- define "longshore.hidesClients" -}}
{{- $exposure := .Values.exposure -}}
{{- if and (ne $exposure.type "ClusterIP") (eq $exposure.externalTrafficPolicy "Cluster") (not $exposure.keepsClientAddress) -}}yes{{- end -}}
{{- end -}}

{{/* What says who a client is: socket, proxy-protocol, or none where nothing does. */}}
{{- define "longshore.clientAddress" -}}
{{- default (ternary "none" "socket" (eq (include "longshore.hidesClients" .) "yes")) .Values.clientAddress.source -}}
{{- end -}}

{{/* Where the address does not say whose a data connection is, the TLS session must. */}}
{{- define "longshore.sessionBinding" -}}
{{- default (ternary "require" "allow" (eq (include "longshore.clientAddress" .) "none")) .Values.tls.sessionBinding -}}
{{- end -}}

{{/* Not empty where active mode is offered; its connections go to the client's address. */}}
{{- define "longshore.active" -}}
{{- if kindIs "invalid" .Values.active.enabled -}}
{{- if ne (include "longshore.clientAddress" .) "none" -}}yes{{- end -}}
{{- else if .Values.active.enabled -}}yes{{- end -}}
{{- end -}}

{{/* What the gateway is told of clients' addresses, as variables. */}}
{{- define "longshore.clientEnv" -}}
{{- $source := include "longshore.clientAddress" . -}}
- name: LONGSHORE_CLIENT_ADDRESS_SOURCE
  value: {{ $source }}
{{- with .Values.clientAddress.trustedProxies }}
- name: LONGSHORE_CLIENT_ADDRESS_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- end -}}

{{/* What is wrong with the values about clients' addresses, as a YAML list of sentences. */}}
{{- define "longshore.validateClients" -}}
{{- $v := .Values -}}
{{- $given := $v.clientAddress.source -}}
{{- $source := include "longshore.clientAddress" . -}}
{{- $wrong := list -}}
{{- if and (eq $given "socket") (include "longshore.hidesClients" .) -}}
{{- $wrong = append $wrong "clientAddress.source is \"socket\", and exposure.externalTrafficPolicy=Cluster puts a node's address in the place of the client's; say Local there, or exposure.keepsClientAddress=true where the network keeps it (Cilium's DSR), or leave clientAddress.source empty" -}}
{{- end -}}
{{- if and $v.exposure.keepsClientAddress (or (eq $v.exposure.type "ClusterIP") (ne $v.exposure.externalTrafficPolicy "Cluster")) -}}
{{- $wrong = append $wrong "exposure.keepsClientAddress has no effect unless exposure.externalTrafficPolicy is Cluster" -}}
{{- end -}}
{{- if eq $source "none" -}}
{{- $why := ternary "clientAddress.source is none" "exposure.externalTrafficPolicy=Cluster hides the clients' addresses" (eq $given "none") -}}
{{- if ne $v.tls.mode "required" -}}
{{- $wrong = append $wrong (printf "tls.mode is %q, and %s, so that only a resumed TLS session tells whose a data connection is; that needs tls.mode=required" $v.tls.mode $why) -}}
{{- end -}}
{{- if not (has $v.tls.sessionBinding (list "" "require")) -}}
{{- $wrong = append $wrong (printf "tls.sessionBinding is %q, and %s, so that only a resumed TLS session tells whose a data connection is; leave it empty or say require" $v.tls.sessionBinding $why) -}}
{{- end -}}
{{- if $v.active.enabled -}}
{{- $wrong = append $wrong (printf "active.enabled is true, and %s; active mode needs them" $why) -}}
{{- end -}}
{{- end -}}
{{- if and (eq $source "proxy-protocol") (not $v.clientAddress.trustedProxies) -}}
{{- $wrong = append $wrong "clientAddress.trustedProxies must hold the load balancers' networks when clientAddress.source is proxy-protocol" -}}
{{- end -}}
{{- if and (ne $source "proxy-protocol") $v.clientAddress.trustedProxies -}}
{{- $wrong = append $wrong "clientAddress.trustedProxies has no effect unless clientAddress.source is proxy-protocol" -}}
{{- end -}}
{{- if and (not (include "longshore.active" .)) $v.active.sourcePort -}}
{{- $wrong = append $wrong (printf "active.sourcePort is %d, which has no effect while active.enabled is false" (int $v.active.sourcePort)) -}}
{{- end -}}
{{- toYaml $wrong -}}
{{- end -}}
