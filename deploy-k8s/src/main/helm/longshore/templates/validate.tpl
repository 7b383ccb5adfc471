{{/* Rules over several values, and those that a schema would put badly: all that is wrong, in one message. */}}
{{- define "longshore.validate" -}}
{{- $v := .Values -}}
{{- $last := include "longshore.passiveLast" . | int -}}
{{- $management := include "longshore.managementPort" . | int -}}
{{- $wrong := list -}}

{{- range $group := list "Tls" "Replicas" "Clients" -}}
{{- $wrong = concat $wrong (include (printf "longshore.validate%s" $group) $ | fromYamlArray) -}}
{{- end -}}

{{- if not $v.users.existingSecret -}}
{{- $wrong = append $wrong "users.existingSecret must name a Secret in the release's namespace whose key users.yaml is the users file" -}}
{{- end -}}

{{- $needed := add (include "longshore.seconds" $v.drain.linger) (include "longshore.seconds" $v.drain.timeout) 30 | int -}}
{{- $grace := $v.terminationGracePeriodSeconds -}}
{{- if and (not (kindIs "invalid" $grace)) (lt (int $grace) $needed) -}}
{{- $wrong = append $wrong (printf "terminationGracePeriodSeconds is %d, and a pod is killed then; drain.linger, drain.timeout and 30 s to close up are %d" (int $grace) $needed) -}}
{{- end -}}

{{- if gt $last 65535 -}}
{{- $wrong = append $wrong (printf "passive.count is %d; from passive.start %d on there are only %d ports" (int $v.passive.count) (int $v.passive.start) (sub 65536 $v.passive.start)) -}}
{{- end -}}
{{- if ne (mod $v.passive.count $v.passive.slots) 0 -}}
{{- $wrong = append $wrong (printf "passive.count is %d; it must be a multiple of passive.slots, which is %d" (int $v.passive.count) (int $v.passive.slots)) -}}
{{- end -}}
{{- $ports := dict "ftp.port" $v.ftp.port "ftp.servicePort" $v.ftp.servicePort "the management port" $management -}}
{{- if $v.ftps.implicit.enabled -}}
{{- $ports = merge $ports (dict "ftps.implicit.port" $v.ftps.implicit.port "ftps.implicit.servicePort" $v.ftps.implicit.servicePort) -}}
{{- end -}}
{{- if include "longshore.relayed" . -}}
{{- $_ := set $ports "relay.port" $v.relay.port -}}
{{- end -}}
{{- range $name, $port := $ports -}}
{{- if and (ge (int $port) (int $v.passive.start)) (le (int $port) $last) -}}
{{- $wrong = append $wrong (printf "%s is %d, which is one of the passive ports %d to %d" $name (int $port) (int $v.passive.start) $last) -}}
{{- end -}}
{{- end -}}
{{- if eq (int $v.ftp.port) $management -}}
{{- $wrong = append $wrong (printf "ftp.port is %d, which is the management port" $management) -}}
{{- end -}}

{{- $advertise := $v.passive.advertise -}}
{{- if and (eq $advertise.mode "service") (ne $v.exposure.type "LoadBalancer") -}}
{{- $wrong = append $wrong (printf "passive.advertise.mode is \"service\", which needs a load balancer with an address of its own, and exposure.type is %s" $v.exposure.type) -}}
{{- end -}}
{{- if and $advertise.perNetwork (eq (include "longshore.clientAddress" .) "none") -}}
{{- $wrong = append $wrong "passive.advertise.perNetwork has no effect where nothing says who a client is" -}}
{{- end -}}
{{- range $key, $mode := dict "address" "static" "hostname" "hostname" -}}
{{- $value := get $advertise $key -}}
{{- if and (eq $advertise.mode $mode) (not $value) -}}
{{- $wrong = append $wrong (printf "passive.advertise.%s must be given when passive.advertise.mode is %s" $key $mode) -}}
{{- end -}}
{{- if and (ne $advertise.mode $mode) $value -}}
{{- $wrong = append $wrong (printf "passive.advertise.%s is %q, which has no effect unless passive.advertise.mode is %s" $key $value $mode) -}}
{{- end -}}
{{- end -}}

{{- range $name := list "nodePort" "implicitNodePort" -}}
{{- if and (index $v.exposure $name) (ne $v.exposure.type "NodePort") -}}
{{- $wrong = append $wrong (printf "exposure.%s has no effect unless exposure.type is NodePort" $name) -}}
{{- end -}}
{{- end -}}
{{- if eq $v.exposure.type "NodePort" -}}
{{- $first := int $v.exposure.nodePortRange.first -}}
{{- $end := int $v.exposure.nodePortRange.last -}}
{{- if or (lt (int $v.passive.start) $first) (gt $last $end) -}}
{{- $wrong = append $wrong (printf "with exposure.type=NodePort clients connect to the passive ports themselves, so %d to %d must lie in the node port range, which exposure.nodePortRange says is %d to %d" (int $v.passive.start) $last $first $end) -}}
{{- end -}}
{{- range $name := list "nodePort" "implicitNodePort" -}}
{{- with index $v.exposure $name -}}
{{- $node := int . -}}
{{- if or (lt $node $first) (gt $node $end) (and (ge $node (int $v.passive.start)) (le $node $last)) -}}
{{- $wrong = append $wrong (printf "exposure.%s is %d; it must lie in exposure.nodePortRange and not be a passive port" $name $node) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- else -}}
{{- $node := printf "%d-%d" (int $v.exposure.nodePortRange.first) (int $v.exposure.nodePortRange.last) -}}
{{- range $range, $what := dict $node "node ports, which the cluster gives to any Service" "32768-60999" "ports from which a pod opens connections of its own" -}}
{{- $bounds := splitList "-" $range -}}
{{- if and (le (int $v.passive.start) (index $bounds 1 | int)) (ge $last (index $bounds 0 | int)) -}}
{{- $wrong = append $wrong (printf "passive.start is %d; the passive ports %d to %d overlap with %s, the %s; unless exposure.type is NodePort they must lie elsewhere" (int $v.passive.start) (int $v.passive.start) $last $range $what) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if ne $v.exposure.type "LoadBalancer" -}}
{{- range $name := list "loadBalancerClass" "loadBalancerSourceRanges" -}}
{{- if index $v.exposure $name -}}
{{- $wrong = append $wrong (printf "exposure.%s has no effect unless exposure.type is LoadBalancer" $name) -}}
{{- end -}}
{{- end -}}
{{- if not (kindIs "invalid" $v.exposure.allocateLoadBalancerNodePorts) -}}
{{- $wrong = append $wrong "exposure.allocateLoadBalancerNodePorts has no effect unless exposure.type is LoadBalancer" -}}
{{- end -}}
{{- end -}}

{{- range $env := $v.extraEnv -}}
{{- if has (printf "- name: %s\n" $env.name) (regexFindAll "- name: [A-Z0-9_]+\n" (include "longshore.env" (dict "Values" (omit $v "extraEnv") "Release" $.Release "Chart" $.Chart)) -1) -}}
{{- $wrong = append $wrong (printf "extraEnv sets %s, which the chart sets from a value of its own" $env.name) -}}
{{- end -}}
{{- end -}}

{{- if $wrong -}}
{{- fail (printf "\n\nThese values do not work:\n  - %s\n" (join "\n  - " $wrong)) -}}
{{- end -}}
{{- end -}}
