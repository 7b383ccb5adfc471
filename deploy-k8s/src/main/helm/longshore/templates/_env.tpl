{{/* The application's settings: longshore.passive.start is LONGSHORE_PASSIVE_START, and so on. */}}
{{- define "longshore.env" -}}
- name: LONGSHORE_FTP_PORT
  value: {{ .Values.ftp.port | quote }}
- name: LONGSHORE_TLS_MODE
  value: {{ .Values.tls.mode | quote }}
{{- if ne .Values.tls.mode "off" }}
- name: LONGSHORE_TLS_SESSION_BINDING
  value: {{ include "longshore.sessionBinding" . }}
{{- /* With one underscore at its sides SmallRye Config takes the 0 for an index, and it is a name. */}}
- name: QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__CERT
  value: /etc/longshore/tls/tls.crt
- name: QUARKUS_TLS_LONGSHORE_KEY_STORE_PEM__0__KEY
  value: /etc/longshore/tls/tls.key
{{- end }}
- name: LONGSHORE_FTPS_IMPLICIT_ENABLED
  value: {{ .Values.ftps.implicit.enabled | quote }}
- name: LONGSHORE_FTPS_IMPLICIT_PORT
  value: {{ .Values.ftps.implicit.port | quote }}
- name: LONGSHORE_PASSIVE_START
  value: {{ .Values.passive.start | quote }}
- name: LONGSHORE_PASSIVE_COUNT
  value: {{ .Values.passive.count | quote }}
- name: LONGSHORE_PASSIVE_SLOTS
  value: {{ .Values.passive.slots | quote }}
- name: LONGSHORE_PASSIVE_SLOT
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['apps.kubernetes.io/pod-index']
- name: LONGSHORE_PASSIVE_ADVERTISE_MODE
  value: {{ .Values.passive.advertise.mode | quote }}
{{- with .Values.passive.advertise.address }}
- name: LONGSHORE_PASSIVE_ADVERTISE_ADDRESS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.passive.advertise.hostname }}
- name: LONGSHORE_PASSIVE_ADVERTISE_HOSTNAME
  value: {{ . | quote }}
{{- end }}
{{- if eq .Values.passive.advertise.mode "service" }}
- name: LONGSHORE_PASSIVE_ADVERTISE_SERVICE
  value: {{ include "longshore.fullname" . | quote }}
{{- end }}
{{- with .Values.passive.advertise.perNetwork }}
- name: LONGSHORE_PASSIVE_ADVERTISE_PER_NETWORK
  value: {{ join "," . | quote }}
{{- end }}
{{- with include "longshore.clientEnv" . }}
{{ . }}
{{- end }}
{{- if include "longshore.relayed" . }}
- name: LONGSHORE_RELAY_MODE
  value: "on"
- name: LONGSHORE_RELAY_PORT
  value: {{ .Values.relay.port | quote }}
- name: LONGSHORE_RELAY_SECRETS
  value: /etc/longshore/relay/secrets
{{ include "longshore.fleetEnv" . }}
{{- end }}
- name: LONGSHORE_ACTIVE_ENABLED
  value: {{ eq (include "longshore.active" .) "yes" | quote }}
- name: LONGSHORE_ACTIVE_SOURCE_PORT
  value: {{ .Values.active.sourcePort | quote }}
- name: LONGSHORE_USERS_FILE
  value: /etc/longshore/users/users.yaml
{{- with .Values.s3.endpoint }}
- name: LONGSHORE_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
- name: LONGSHORE_S3_REGION
  value: {{ .Values.s3.region | quote }}
{{- if not (kindIs "invalid" .Values.s3.pathStyle) }}
- name: LONGSHORE_S3_PATH_STYLE
  value: {{ .Values.s3.pathStyle | quote }}
{{- end }}
{{- with .Values.s3.existingSecret }}
- name: LONGSHORE_S3_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: access-key-id
- name: LONGSHORE_S3_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: secret-access-key
{{- end }}
- name: LONGSHORE_DRAIN_LINGER
  value: {{ .Values.drain.linger | quote }}
- name: LONGSHORE_DRAIN_TIMEOUT
  value: {{ .Values.drain.timeout | quote }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
