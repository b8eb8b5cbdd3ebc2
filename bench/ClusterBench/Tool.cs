using System.Diagnostics;
using System.Globalization;

namespace ClusterBench;

/// <summary>A program that is run beside the console.</summary>
internal static class Tool
{
    /// <summary>Runs it with its output thrown away; wall time and the most memory it had.</summary>
    public static async Task<(TimeSpan Took, double PeakMiB)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec \"$0\" \"$@\" >/dev/null", program, .. arguments]);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var peak = 0.0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Memory(process.Id, "VmHWM"));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(50));
        }

        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? (took, peak) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    /// <summary>A line of a process's status, in MiB; 0 when it has ended.</summary>
    public static double Memory(int pid, string what)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith(what + ":", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>Prints figures, each beside its limit.</summary>
internal static class Figures
{
    public static void Show(string what, double value, string unit, double? limit = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-66} {value,10:F1} {unit,-9}{(limit is { } l ? $" limit {l:F1}  {(value <= l ? "held" : "MISSED")}" : "")}"));

    /// <summary>Milliseconds of the clock that the browser has, too.</summary>
    public static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    public static void Note(string text) => Console.WriteLine(text);

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];
    }
}
