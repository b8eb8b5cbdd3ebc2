namespace PaletteAI.Console.Domain.Installs;

/// <summary>JSON Schema of the install spec, for editors. What needs the profile or the hosts is judged by <c>spec validate</c>.</summary>
public static class InstallSpecSchema
{
    /// <summary>The schema (draft 2020-12).</summary>
    public const string Text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://console.palette.ai/schemas/v1alpha1/install-spec.json",
          "title": "InstallSpec",
          "description": "What the PaletteAI Console needs to create a cluster.",
          "type": "object",
          "additionalProperties": false,
          "required": ["apiVersion", "kind", "metadata", "spec"],
          "properties": {
            "apiVersion": {"description": "Version of this document.", "const": "console.palette.ai/v1alpha1"},
            "kind": {"description": "Kind of this document.", "const": "InstallSpec"},
            "metadata": {
              "description": "Name and tags of the cluster.",
              "type": "object",
              "additionalProperties": false,
              "required": ["name"],
              "properties": {
                "name": {"description": "Cluster name: a DNS-1123 label.", "type": "string", "minLength": 1, "maxLength": 63, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},
                "tags": {"description": "Free tags, name: value.", "type": "object", "additionalProperties": {"type": "string"}}
              }
            },
            "spec": {
              "description": "The installation.",
              "type": "object",
              "additionalProperties": false,
              "required": ["profile", "cluster", "nodePools"],
              "properties": {
                "profile": {
                  "description": "The cluster profile that was imported on the appliance.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["name", "version"],
                  "properties": {
                    "name": {"description": "Profile name.", "type": "string", "minLength": 1},
                    "version": {"description": "Profile version.", "type": "string", "minLength": 1}
                  }
                },
                "profileConfig": {
                  "description": "Values of the profile's variables by name. A variable left out takes the profile's default; an empty text means none.",
                  "type": "object",
                  "additionalProperties": {"$ref": "#/$defs/configValue"}
                },
                "cluster": {
                  "description": "Settings of the cluster as a whole. Give vip or dnsName.",
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "vip": {"description": "Virtual IP address of the control plane: free, in the hosts' network.", "type": "string"},
                    "dnsName": {"description": "A DNS name instead of a VIP.", "type": "string"},
                    "ntpServers": {"description": "NTP servers: host names or addresses.", "type": "array", "items": {"type": "string"}},
                    "sshKeys": {"description": "SSH public keys of the user spectro, one line of authorized_keys each.", "type": "array", "items": {"type": "string"}}
                  }
                },
                "nodePools": {"description": "Groups of hosts with the same role, labels and taints.", "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/nodePool"}}
              }
            }
          },
          "$defs": {
            "configValue": {
              "description": "A value, or a reference to a secret kept elsewhere.",
              "oneOf": [
                {"type": ["string", "number", "boolean"]},
                {"$ref": "#/$defs/reference"}
              ]
            },
            "reference": {
              "description": "Where a secret is read when the spec is used.",
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "maxProperties": 1,
              "properties": {
                "fromEnv": {"description": "Name of an environment variable.", "type": "string", "minLength": 1},
                "fromFile": {"description": "Path of a file; one line end at its end is dropped.", "type": "string", "minLength": 1}
              }
            },
            "nodePool": {
              "description": "A node pool.",
              "type": "object",
              "additionalProperties": false,
              "required": ["name", "role", "hosts"],
              "properties": {
                "name": {"description": "Pool name; control-plane-pool is the control plane's.", "type": "string", "minLength": 1, "maxLength": 62},
                "role": {"description": "What the hosts are for.", "enum": ["control-plane", "worker"]},
                "allowWorkers": {"description": "Control plane only: workloads may run here too.", "type": "boolean", "default": false},
                "architecture": {"description": "Processor architecture of every host in the pool.", "enum": ["amd64", "arm64"], "default": "amd64"},
                "labels": {"description": "Additional node labels.", "type": "object", "additionalProperties": {"type": "string"}},
                "taints": {"description": "Node taints; key and effect together are unique.", "type": "array", "items": {"$ref": "#/$defs/taint"}},
                "hosts": {"description": "Hosts of the pool.", "type": "array", "items": {"$ref": "#/$defs/host"}}
              }
            },
            "taint": {
              "description": "A node taint.",
              "type": "object",
              "additionalProperties": false,
              "required": ["key", "effect"],
              "properties": {
                "key": {"description": "Taint key.", "type": "string", "minLength": 1},
                "value": {"description": "Taint value; may be empty.", "type": "string", "default": ""},
                "effect": {"description": "What the taint does.", "enum": ["NoSchedule", "PreferNoSchedule", "NoExecute"]}
              }
            },
            "host": {
              "description": "A host's place in the pool.",
              "type": "object",
              "additionalProperties": false,
              "required": ["uid"],
              "properties": {
                "uid": {"description": "The edge host's id as the appliance shows it.", "type": "string", "minLength": 1},
                "hostName": {"description": "Node name; without it the host keeps its own.", "type": "string", "minLength": 1},
                "nic": {"description": "Network card; Auto leaves the choice to the appliance.", "type": "string", "default": "Auto"}
              }
            }
          }
        }

        """;
}
