using PaletteAI.Console.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
