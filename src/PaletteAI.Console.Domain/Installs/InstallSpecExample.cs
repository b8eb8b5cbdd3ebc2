namespace PaletteAI.Console.Domain.Installs;

/// <summary>The install spec that <c>spec example</c> prints. It validates without errors.</summary>
public static class InstallSpecExample
{
    /// <summary>YAML with comments.</summary>
    public const string Text = """
        # An install spec: everything the console needs to create the cluster. `palette-console spec schema` describes every field.
        apiVersion: console.palette.ai/v1alpha1
        kind: InstallSpec
        metadata:
          name: edge-ai                      # cluster name: lower-case letters, digits and -, 1 to 63 characters
          tags: {env: lab}                   # optional
        spec:
          profile: {name: palette-ai-appliance, version: 1.0.0}      # the cluster profile that was imported
          profileConfig:                     # values of the profile's variables; a variable left out takes the profile's default
            rootDomain: ai.example.org       # "" = not configured
            podCidr: 100.64.0.0/18
            serviceCidr: 100.64.64.0/18
            csiPlacementCount: 3             # the same as mongoReplicas
            mongoReplicas: 3
            disableStaticDexUsers: false     # true = sign-in only with an identity provider
            enableValuesNodeSelector: true   # true = the installer waits until one node is labelled
            # A secret is referred to, never written here:
            # ociPackRegistryPassword: {fromEnv: REGISTRY_PASSWORD}
            # ociPackRegistryPassword: {fromFile: /run/secrets/registry-password}
          cluster:
            vip: 10.10.10.100                # a free address in the hosts' network; or dnsName: cluster.example.org
            ntpServers: [0.pool.ntp.org]
            sshKeys:                         # public keys for the user spectro; replace this one by yours
              - "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOJqwZgL/PVarmNy7igfmmEm/r8UOotXhqpZhGsJxYHq ops@example.org"
          nodePools:
            - name: control-plane-pool
              role: control-plane            # control-plane | worker
              allowWorkers: true             # control-plane only: workloads may run here too
              architecture: amd64            # amd64 | arm64
              labels: {}
              taints: []                     # e.g. [{key: dedicated, value: ai, effect: NoSchedule}]
              hosts:                         # uid as the appliance shows it; nic Auto = the appliance chooses
                - {uid: edge-1, hostName: edge-1, nic: Auto}
                - {uid: edge-2, hostName: edge-2, nic: Auto}
                - {uid: edge-3, hostName: edge-3, nic: Auto}

        """;
}
