using System.Globalization;
using System.Text;

namespace ValuesEditor;

/// <summary>A values file of some size, with comments, quotes and lists; in its middle a key that findings depend on.</summary>
internal static class SampleFile
{
    /// <summary>A file of so many lines.</summary>
    public static string OfLines(int lines) => Build(text => text.Lines < lines);

    /// <summary>A file of so many bytes.</summary>
    public static string OfBytes(int bytes) => Build(text => text.Text.Length < bytes - 600);

    private static string Build(Func<(StringBuilder Text, int Lines), bool> goesOn)
    {
        var (text, lines, section) = (new StringBuilder("global:\n  metrics:\n    agentType: prometheus-agent\n    timeout: 5s\n"), 4, 0);
        while (goesOn((text, lines)))
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                section{section}:
                  enabled: true # on
                  image:
                    repository: registry.example.org/app{section}
                    tag: "1.2.{section}"
                  resources:
                    limits: {"{"}cpu: 100m, memory: 128Mi{"}"}
                  env:
                    - name: A{section}
                      value: 'x y'
                    - name: B
                      value: plain text here
                  replicas: {section % 5}
                  # What the section is for, at some length, as people write it into files they keep for years and hand on to others.

                """).Append('\n');
            (lines, section) = (lines + 15, section + 1);
        }

        return text.ToString();
    }
}
