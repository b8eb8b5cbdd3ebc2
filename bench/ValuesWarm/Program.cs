using System.Diagnostics;
using System.Globalization;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

// Reads, lints and explains the file given, until warm, and prints the median of the runs behind that in milliseconds.
const int Warm = 60, Measured = 31;
var bytes = File.ReadAllBytes(args[0]);
var context = new InstallerContext { RootDomain = "ai.example.org", IsAirgap = true };
var times = new List<double>();
var count = 0;
for (var run = 0; run < Warm + Measured; run++)
{
    var began = Stopwatch.GetTimestamp();
    var document = YamlReader.Read(bytes);
    count = ValuesLint.Run(document, context).Length + Explanation.Of(EffectiveValues.Compute(ValueTreeReader.Read(document).Require(), context)).Count();
    if (run >= Warm)
    {
        times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}

times.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times[Measured / 2]:0.0} ms median, {times[0]:0.0} ms best, {count} findings and leaves"));
