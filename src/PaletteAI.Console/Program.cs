using PaletteAI.Console.Hosting;

return await ConsoleHost.ServeAsync(new ServeArguments(args.Contains("--sandbox"), null, null), CancellationToken.None);
