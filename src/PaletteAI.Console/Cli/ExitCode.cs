using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Cli;

/// <summary>Exit codes; the same for every verb.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Wrong usage, or a file or stream that could not be read or written.</summary>
    public const int UsageOrIo = 1;

    /// <summary>The input was read and is not valid.</summary>
    public const int Invalid = 2;

    /// <summary>Refused: conflict, permission, a check failed, no match.</summary>
    public const int Refused = 3;

    /// <summary>A remote system failed or did not answer in time.</summary>
    public const int RemoteFailed = 4;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>The code of an error.</summary>
    public static int Of(Error error) => error.Kind switch
    {
        ErrorKind.Usage or ErrorKind.Internal => UsageOrIo,
        ErrorKind.Invalid => Invalid,
        ErrorKind.Unauthenticated or ErrorKind.Forbidden or ErrorKind.NotFound or ErrorKind.Refused => Refused,
        ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout => RemoteFailed,
        _ => UsageOrIo,
    };
}
