using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Started by the runtime inside a program that is measured (<c>DOTNET_STARTUP_HOOKS</c>): at signal USR1 it collects all garbage and writes the
/// bytes that are still reachable to the file <c>HEAP_PROBE_FILE</c> names.
/// </summary>
internal static class StartupHook
{
    private const int Usr1 = 10;
    private static PosixSignalRegistration? _signal;

    public static void Initialize() => _signal = PosixSignalRegistration.Create((PosixSignal)Usr1, context =>
    {
        context.Cancel = true;
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var file = Environment.GetEnvironmentVariable("HEAP_PROBE_FILE")!;
        File.WriteAllText(file + ".new", GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    });
}
