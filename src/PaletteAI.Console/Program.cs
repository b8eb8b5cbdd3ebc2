using PaletteAI.Console.Cli;

if (CommandLine.NamesFileVerb(args))
{
    // The YAML library compiles a regular expression at its first use; interpreting it is faster than loading the compiler for one file.
    AppContext.SetSwitch("System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported", false);
}

// A file verb has ended when the call returns, and needs no state machine; the others are waited for.
return CommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None).GetAwaiter().GetResult();
