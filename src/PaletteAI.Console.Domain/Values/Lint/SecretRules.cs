using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Lint;

/// <summary>Secrets that stand in the file in clear.</summary>
internal static class SecretRules
{
    public static void Check(LintScope scope)
    {
        var open = new Stack<LintField>([scope.User]);
        while (open.TryPop(out var at))
        {
            foreach (var (key, field) in at.Entries)
            {
                if (field.Text is { Length: > 0 } text && SecretNames.IsSecret(key) && !key.EndsWith("hash", StringComparison.OrdinalIgnoreCase) && !text.StartsWith('$') && !PlaceholderRules.IsDomainPlaceholder(text))
                {
                    scope.Info(field, "secret-in-clear", "A secret stands here in clear; everybody who may read the file on the host can read it.", "Use a Secret reference or a file where the component offers one.");
                }
                else if (field.Node is ValueMap or ValueList)
                {
                    open.Push(field);
                }
            }

            foreach (var item in at.Items.Where(i => i.Node is ValueMap or ValueList))
            {
                open.Push(item);
            }
        }
    }
}
