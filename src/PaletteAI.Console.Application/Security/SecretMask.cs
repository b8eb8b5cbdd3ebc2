using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Security;

/// <summary>Replaces secrets the console knows in a text that comes from elsewhere.</summary>
public sealed class SecretMask
{
    /// <summary>Shorter ones would blank out ordinary words.</summary>
    private const int Shortest = 8;

    private readonly string[] _texts;

    /// <summary>A mask of these secrets; of one with several lines each line counts by itself, as a log would have them.</summary>
    public SecretMask(IEnumerable<Secret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _texts = [.. secrets.SelectMany(s => s.Reveal().Split('\n', StringSplitOptions.TrimEntries))
            .Where(t => t.Length >= Shortest && !t.StartsWith("-----", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).OrderByDescending(t => t.Length)];
    }

    /// <summary>Hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>The text with every secret replaced by <c>***</c>; the same instance when there is none in it.</summary>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var secret in _texts)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
            {
                text = text.Replace(secret, "***", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
