using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance;

/// <summary>
/// The appliance's token as the rest of the console carries it: the JWT and, from newer appliances, the refresh token behind a line end
/// (neither can contain one).
/// </summary>
internal static class ApplianceToken
{
    /// <summary>Life of a token whose own dates cannot be read.</summary>
    public static readonly TimeSpan UsualLife = TimeSpan.FromHours(2);

    private static readonly TimeSpan _longestLife = TimeSpan.FromHours(24);

    public static Secret Join(string access, string? refresh)
    {
        var bare = access.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? access[7..] : access;
        return new Secret(string.IsNullOrEmpty(refresh) ? bare.Trim() : $"{bare.Trim()}\n{refresh.Trim()}");
    }

    public static string Access(Secret token) => token.Reveal().Split('\n', 2)[0];

    public static string? Refresh(Secret token) => token.Reveal().Split('\n', 2) is [_, var refresh] ? refresh : null;

    /// <summary>When it ends by our clock: its life (exp − iat) counts from now, because the appliance's clock may differ from ours.</summary>
    public static DateTimeOffset ExpiresAt(string access, DateTimeOffset now) => now + Life(access, now);

    private static TimeSpan Life(string access, DateTimeOffset now)
    {
        if (access.Split('.') is not [_, var payload, _] || !TryReadDates(payload, out var issued, out var expires))
        {
            return UsualLife;
        }
        var life = TimeSpan.FromSeconds(Math.Clamp(expires - (issued ?? now.ToUnixTimeSeconds()), 0, _longestLife.TotalSeconds));
        return life > TimeSpan.Zero ? life : UsualLife;
    }

    private static bool TryReadDates(string payload, out double? issued, out double expires)
    {
        (issued, expires) = (null, 0);
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !TryNumber(root, "exp", out expires))
            {
                return false;
            }
            issued = TryNumber(root, "iat", out var at) ? at : null;
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryNumber(JsonElement root, string name, out double value)
    {
        value = 0;
        return root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value);
    }
}
