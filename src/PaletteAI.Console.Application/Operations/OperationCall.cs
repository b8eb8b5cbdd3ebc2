using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Operations;

/// <summary>One run of an operation on its way through the door.</summary>
internal sealed record OperationCall(OperationDescriptor Operation, Caller Caller, string CorrelationId)
{
    public Session? Session { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>Who the caller turned out to be, when the operation itself found out.</summary>
    public string Became { get; init; } = "";

    public string Actor => Session?.UserName ?? Became;
}
