using System.Globalization;

namespace PaletteAI.Console.Sandbox.Api;

internal static class Times
{
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
