namespace PaletteAI.Console.Domain.Tests.Values;

/// <summary>A values file as an operator keeps it: with comments, sections of several components, and a user.</summary>
internal static class SampleFile
{
    public const string Text =
        """
        # Values of the lab's appliance. Keep the comments: they say why.
        global:
          dns:
            domain: replace.with.your.domain   # the installer's business
          metrics:
            timeout: 5s         # queries
            scrapeInterval: 15s
            agentType: prometheus-agent-minimal
          featureFlags:
            systemDefaultResources: true

        dex:
          config:
            enablePasswordDB: true
            # Identity providers. Ask the directory team before changing one.
            connectors:
              - type: oidc
                id: corp      # part of addresses
                name: "Corporate"
                config:
                  issuer: https://sso.corp.example
                  clientID: palette
                  clientSecret: CanaryCorpSecret
                  redirectURI: https://ai.lab.example/dex/callback
            # Local users: for emergencies only.
            staticPasswords:
              - email: ops@lab.example
                hash: "$2y$12$abcdefghijklmnopqrstuuYJZ5ZyYcIq1BgYTyq5z0xdOoWm4NXzq"
                username: ops
                userID: 6a6b0f0e-0000-4000-8000-000000000001

        canvas:
          impersonationProxy:
            enabled: true
            userMode: passthrough
            groupsMode: map
            dexGroupMap:
              "ops@lab.example": ["admin"]   # on call

        fleetConfig:
          spokes:
            - name: hub-as-spoke
              kubeconfig:
                inCluster: true

        """;
}
