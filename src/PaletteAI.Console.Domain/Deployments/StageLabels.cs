using System.Text;
using PaletteAI.Console.Domain.Clusters;

namespace PaletteAI.Console.Domain.Deployments;

/// <summary>What people call a stage.</summary>
internal static class StageLabels
{
    public static string Of(ExpectedCondition condition)
    {
        var label = condition.ReasonLabel.Length > 0 ? condition.ReasonLabel : condition.TypeLabel;
        return label.Length > 0 ? label : Of(condition.Type, condition.Reason);
    }

    public static string Of(string type, string reason) => Words(reason.Length > 0 ? reason : type);

    /// <summary>For the middle of a sentence: "Joining the cluster" becomes "joining the cluster", "VIP" stays.</summary>
    public static string InSentence(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && !char.IsUpper(label[1]) && !char.IsDigit(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;

    // "NodeJoinStarted" reads "Node join started".
    private static string Words(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var breaks = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(breaks ? " " : "").Append(breaks && !(i + 1 < name.Length && char.IsUpper(name[i + 1])) ? char.ToLowerInvariant(name[i]) : name[i]);
        }
        return text.ToString();
    }
}
