using System.Globalization;

namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>The host's clock against the console's, and what it follows.</summary>
internal static class ClockParts
{
    private static readonly string[] _services = ["chronyd", "chrony", "systemd-timesyncd", "ntpd", "ntpsec", "ntp"];

    public static ClockFacts Clock(FactSections sections, RoundTrip trip)
    {
        var service = _services.FirstOrDefault(s => FactReader.Lines(sections["services"].Output).Contains(s, StringComparer.Ordinal)) ?? "";
        var synchronized = Synchronized(sections["ntp"].Output);
        if (Time(sections["clock-begin"].Output) is not { } begin || Time(sections["clock-end"].Output) is not { } end)
        {
            return new ClockFacts(null, null, synchronized, service);
        }

        // As NTP does: what the way there and the way back say, halved; what remains open is half of the way itself.
        var offset = ((begin - trip.SentAt) + (end - trip.BackAt)) / 2;
        var way = (trip.BackAt - trip.SentAt) - (end - begin);
        return new ClockFacts(offset, (way > TimeSpan.Zero ? way : TimeSpan.Zero) / 2, synchronized, service);
    }

    private static bool? Synchronized(string text)
    {
        foreach (var line in FactReader.Lines(text))
        {
            var parts = line.Split(['=', ':'], 2);
            switch (parts[0].Trim())
            {
                case "NTPSynchronized" or "System clock synchronized" or "NTP synchronized":
                    return parts[^1].Trim() == "yes";
                case "Leap status":
                    return parts[^1].Trim() != "Not synchronised";
                default:
                    break;
            }
        }

        return null;
    }

    // busybox does not know %N and prints it, or nothing, after the dot.
    private static DateTimeOffset? Time(string text)
    {
        var parts = text.Trim().Split('.');
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799)
        {
            return null;
        }

        var fraction = parts.Length == 2 && parts[1].Length == 9 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var nanos) ? nanos / 100 : 0;
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(fraction);
    }
}
