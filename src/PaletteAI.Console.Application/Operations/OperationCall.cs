using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Application.Operations;

/// <summary>One run of an operation on its way through the door.</summary>
internal sealed record OperationCall(OperationDescriptor Operation, Caller Caller, string CorrelationId)
{
    public Session? Session { get; init; }

    public string Subject { get; init; } = "";

    public string Actor => Session?.UserName ?? "";
}
