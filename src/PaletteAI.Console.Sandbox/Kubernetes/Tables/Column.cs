using System.Text.Json.Nodes;

namespace PaletteAI.Console.Sandbox.Kubernetes.Tables;

/// <summary>A column of a kind's table.</summary>
/// <param name="Name">Heading.</param>
/// <param name="Cell">Its text for an object at a time.</param>
/// <param name="Wide">Printed with <c>-o wide</c> only.</param>
/// <param name="Type">Type in the table's definition.</param>
internal sealed record Column(string Name, Func<JsonObject, DateTimeOffset, JsonNode?> Cell, bool Wide = false, string Type = "string");
