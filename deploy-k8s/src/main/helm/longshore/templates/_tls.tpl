{{/* What is wrong with the values of TLS, as a YAML list of sentences. */}}
{{- define "longshore.validateTls" -}}
{{- $tls := .Values.tls -}}
{{- $manager := $tls.certManager -}}
{{- $implicit := .Values.ftps.implicit -}}
{{- $wrong := list -}}

{{- if eq $tls.mode "off" -}}
{{- if $tls.existingSecret -}}
{{- $wrong = append $wrong (printf "tls.existingSecret is %q, which has no effect while tls.mode is off" $tls.existingSecret) -}}
{{- end -}}
{{- if $manager.enabled -}}
{{- $wrong = append $wrong "tls.certManager.enabled is true, which has no effect while tls.mode is off" -}}
{{- end -}}
{{- if not (has $tls.sessionBinding (list "" "allow")) -}}
{{- $wrong = append $wrong (printf "tls.sessionBinding is %q, which has no effect while tls.mode is off" $tls.sessionBinding) -}}
{{- end -}}
{{- if $implicit.enabled -}}
{{- $wrong = append $wrong "ftps.implicit.enabled is true, and tls.mode is off; implicit TLS needs tls.mode=optional or tls.mode=required" -}}
{{- end -}}
{{- else if not (or $tls.existingSecret $manager.enabled) -}}
{{- $wrong = append $wrong (printf "tls.mode is %q, which needs a certificate: name a Secret of the type kubernetes.io/tls by tls.existingSecret, or let cert-manager make one by tls.certManager.enabled=true; or say tls.mode=off, and passwords and files cross the network in clear text" $tls.mode) -}}
{{- end -}}

{{- if and $tls.existingSecret $manager.enabled -}}
{{- $wrong = append $wrong (printf "tls.existingSecret is %q, and tls.certManager.enabled makes another Secret; give one of the two" $tls.existingSecret) -}}
{{- end -}}
{{- if $manager.enabled -}}
{{- if not $manager.issuerRef.name -}}
{{- $wrong = append $wrong "tls.certManager.issuerRef.name must name the issuer that cert-manager is to ask" -}}
{{- end -}}
{{- if not $manager.dnsNames -}}
{{- $wrong = append $wrong "tls.certManager.dnsNames must hold the names by which clients connect" -}}
{{- end -}}
{{- end -}}

{{- if $implicit.enabled -}}
{{- if eq (int $implicit.servicePort) (int .Values.ftp.servicePort) -}}
{{- $wrong = append $wrong (printf "ftps.implicit.servicePort is %d, which is ftp.servicePort" (int $implicit.servicePort)) -}}
{{- end -}}
{{- if or (eq (int $implicit.port) (int .Values.ftp.port)) (eq (int $implicit.port) (include "longshore.managementPort" . | int)) -}}
{{- $wrong = append $wrong (printf "ftps.implicit.port is %d, which is ftp.port or the management port" (int $implicit.port)) -}}
{{- end -}}
{{- else if .Values.exposure.implicitNodePort -}}
{{- $wrong = append $wrong "exposure.implicitNodePort has no effect unless ftps.implicit.enabled is true" -}}
{{- end -}}
{{- toYaml $wrong -}}
{{- end -}}
