using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Alertmanager's probes and storage: the installer writes a header into both probes.</summary>
internal static partial class ProbeRules
{
    public static void Check(LintScope scope)
    {
        foreach (var name in new[] { "livenessProbe", "readinessProbe" })
        {
            CheckProbe(scope, scope.User.At("alertmanager", name));
        }

        var size = scope.User.At("alertmanager", "persistence", "size");
        if (!size.IsNothing && (size.Node is not ValueScalar scalar || scalar.Kind == ValueKind.Boolean || !Quantity().IsMatch(scalar.Text)))
        {
            scope.Error(size, "quantity-malformed", "This is not a size as Kubernetes writes it.", "Write a number with Mi or Gi, such as 50Mi. It cannot be changed after the installation.");
        }
    }

    private static void CheckProbe(LintScope scope, LintField probe)
    {
        foreach (var at in new[] { probe, probe["httpGet"] }.Where(p => p.Node is ValueScalar { Kind: ValueKind.Null }))
        {
            scope.Error(at, "probe-cannot-be-off", "The probe cannot be switched off: the installer writes a header into it, which brings it back.", "Remove the key.");
        }

        foreach (var handler in new[] { "tcpSocket", "exec", "grpc" }.Select(h => probe[h]).Where(h => !h.IsNothing))
        {
            scope.Error(handler, "probe-two-handlers", "The installer writes httpGet.httpHeaders, so the probe would have two handlers, which Kubernetes refuses.", "Keep httpGet.");
        }
    }

    [GeneratedRegex(@"\A[+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Quantity();
}
