using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Cli.Values;

/// <summary>What <c>values set</c>, <c>unset</c> and <c>apply</c> share: read, edit, and print the new text or put it in the file's place.</summary>
internal static class ValuesEdit
{
    public static Argument<string> Path() => new("PATH") { Description = "The place, e.g. global.metrics.timeout, dex.config.connectors[0].id or /dex/config." };

    public static Option<bool> InPlace() => new("--in-place") { Description = "Put the new text into the file, whole or not at all, instead of printing it." };

    public static int Run(string file, bool inPlace, Result<IReadOnlyList<ValueEdit>> edits, Output output)
    {
        if (!edits.IsSuccess)
        {
            return output.Fail(edits.Error);
        }

        if (inPlace && file == InputFile.StandardInput)
        {
            return output.Fail(new Error(ErrorKind.Usage, "in-place-needs-a-file", "Standard input has no place to put the new text.", "Give a file, or leave --in-place out."));
        }

        var bytes = InputFile.Read(file, output.Terminal, YamlLimits.Default.Bytes);
        if (!bytes.IsSuccess)
        {
            return output.Fail(bytes.Error);
        }

        var document = YamlReader.Read(bytes.Value);
        var edited = ValuesEditor.Apply(document, edits.Value);
        if (!edited.IsSuccess)
        {
            return output.Fail(edited.Error);
        }

        var now = Encoded(edited.Value.Text, document.Layout);
        if (inPlace && edited.Value.HasChanges && FileReplacement.Replace(file, bytes.Value, now) is { } problem)
        {
            return output.Fail(problem);
        }

        Print(file, inPlace, edited.Value, now, output);
        return ExitCode.Ok;
    }

    private static void Print(string file, bool inPlace, EditedText edited, byte[] now, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteBoolean("changed", edited.HasChanges);
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(now)));
                if (!inPlace)
                {
                    json.WriteString("content", edited.Text);
                }

                json.WriteEndObject();
            });
        }
        else if (!inPlace)
        {
            // The file itself, byte for byte: no line break is added and nothing is hidden, or it could not be saved.
            output.Terminal.Out.Write(edited.Text);
        }
        else
        {
            output.Note(edited.HasChanges ? $"{file} was changed." : $"{file} already says so; it was not touched.");
        }
    }

    // The text keeps its byte order mark as its first character.
    private static byte[] Encoded(string text, YamlLayout layout) => (layout.Encoding switch
    {
        "utf-16le" => new UnicodeEncoding(false, false),
        "utf-16be" => new UnicodeEncoding(true, false),
        _ => (Encoding)new UTF8Encoding(false),
    }).GetBytes(text);
}
