using System.CommandLine;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;

namespace PaletteAI.Console.Cli.Values;

/// <summary><c>values unset</c>: takes a key or an item out.</summary>
internal static class ValuesUnsetCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = ValuesFile.Argument();
        var path = ValuesEdit.Path();
        var inPlace = ValuesEdit.InPlace();
        var command = new Command("unset", "Prints the file without one key or item; every byte outside the edit stays as it is. Exit 3: there is nothing at the path.") { file, path, inPlace };
        command.SetAction(parsed => ValuesEdit.Run(
            parsed.GetRequiredValue(file), parsed.GetValue(inPlace),
            DocumentPath.Parse(parsed.GetRequiredValue(path)).Map<IReadOnlyList<ValueEdit>>(p => [new ValueEdit(EditOperation.Unset, p)]), terminal.For(parsed)));
        return command;
    }
}
