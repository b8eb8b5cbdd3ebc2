using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values set</c>: gives one path a value.</summary>
internal static class ValuesSetCommand
{
    private const string Yaml = "yaml", Text = "string", Json = "json";

    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var path = ValuesEdit.Path();
        var value = new Argument<string>("VALUE") { Description = "The value; write -- before one that begins with a dash." };
        var form = new Option<string>("--as") { Description = "How VALUE is read: as Helm would read it in the file, as a text whatever it looks like, or as JSON.", HelpName = "yaml|string|json", DefaultValueFactory = _ => Yaml };
        form.AcceptOnlyFromAmong(Yaml, Text, Json);
        var inPlace = ValuesEdit.InPlace();
        var command = new Command("set", "Prints the file with one value set; every byte outside the edit stays as it is.") { file, path, value, form, inPlace };
        command.SetAction(parsed => ValuesEdit.Run(
            parsed.GetRequiredValue(file), parsed.GetValue(inPlace), Edits(parsed.GetRequiredValue(path), parsed.GetRequiredValue(value), parsed.GetRequiredValue(form)), terminal.For(parsed)));
        return command;
    }

    private static Result<IReadOnlyList<ValueEdit>> Edits(string pathText, string valueText, string form)
    {
        var path = DocumentPath.Parse(pathText);
        var value = form switch { Text => EditValue.Text(valueText), Json => EditValue.Json(valueText), _ => EditValue.Yaml(valueText) };
        return (path.Error ?? value.Error) is { } error ? error : Result<IReadOnlyList<ValueEdit>>.Success([new ValueEdit(EditOperation.Set, path.Require(), value.Require())]);
    }
}
