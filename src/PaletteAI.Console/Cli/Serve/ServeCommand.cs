using System.CommandLine;
using System.Runtime.CompilerServices;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Serve;

/// <summary><c>serve</c>: the web console; also what runs without a verb.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("serve", "Serves the web console and its API until it is stopped.");
        Configure(command, terminal);
        return command;
    }

    /// <summary>Gives a command the options and the action of <c>serve</c>.</summary>
    public static void Configure(Command command, Terminal terminal)
    {
        var sandbox = new Option<bool>("--sandbox") { Description = "Serve with a simulated appliance, for evaluation and demos." };
        var url = new Option<string?>("--url") { Description = "Address to listen on, e.g. https://localhost:5080.", HelpName = "URL" };
        var data = new Option<string?>("--data") { Description = "Folder of the console's own state.", HelpName = "DIR" };
        command.Add(sandbox);
        command.Add(url);
        command.Add(data);
        command.SetAction((parsed, ct) => ServeAsync(parsed.GetValue(sandbox), parsed.GetValue(url), parsed.GetValue(data), ct));
    }

    // Not inlined: the web framework is loaded when this method is compiled, and file verbs never come here.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> ServeAsync(bool sandbox, string? url, string? data, CancellationToken ct) =>
        ConsoleHost.ServeAsync(new ServeArguments(sandbox, url, data), ct);
}
