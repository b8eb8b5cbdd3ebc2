namespace PaletteAI.Console.Domain.Clusters.Health.Diagnosis;

/// <summary>What one object suffers from. Symptoms with the same code, namespace and subject are one cause.</summary>
/// <param name="Namespace">Namespace of the subject; empty when it belongs to the whole cluster.</param>
/// <param name="Victim">Who suffers.</param>
/// <param name="Message">What is wrong, without naming the victim.</param>
internal sealed record Symptom(string Code, string Namespace, string Subject, CauseWeight Weight, DateTimeOffset? Since, string Victim, string Message)
{
    /// <summary>The cause that has to be repaired first; null when this is a root.</summary>
    public string? RootKey { get; init; }

    public string Key => $"{Code} {Namespace} {Subject}";
}
