using System.Diagnostics;
using System.Globalization;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

// Prints medians of warm runs in milliseconds: reading, linting and explaining the file given, then all that the Values page shows of it.
const int Warm = 60, Measured = 31;
var bytes = File.ReadAllBytes(args[0]);
var text = File.ReadAllText(args[0]);
var context = new InstallerContext { RootDomain = "ai.example.org", IsAirgap = true };
var setting = new ValuesSetting(context, null, ValueTreeReader.Read(YamlReader.Read(bytes)).Require());
Measure("findings and leaves", () =>
{
    var document = YamlReader.Read(bytes);
    return ValuesLint.Run(document, context).Length + Explanation.Of(EffectiveValues.Compute(ValueTreeReader.Read(document).Require(), context)).Count();
});
Measure("rows, marks and secrets", () =>
{
    var analysis = ValuesAnalysis.Of(text, setting);
    return analysis.Rows.Length + analysis.Marks.Length + analysis.Secrets.Length;
});

static void Measure(string what, Func<int> work)
{
    var times = new List<double>();
    var count = 0;
    for (var run = 0; run < Warm + Measured; run++)
    {
        var began = Stopwatch.GetTimestamp();
        count = work();
        if (run >= Warm)
        {
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times[Measured / 2]:0.0} ms median, {times[0]:0.0} ms best, {count} {what}"));
}
