using Archivist.Discs.Problems;

namespace Archivist.Messages.German;

/// <summary>The names of discs in German.</summary>
public static class DiscTitleText
{
    /// <summary>A noun phrase that reads the same as a subject and after a colon.</summary>
    public static string Of(DiscTitle disc) => disc switch
    {
        DiscTitle.OfSet(_, 1, var set, var label) => $"die Disc von {set} (Beschriftung {label})",
        DiscTitle.OfSet(var volume, var of, var set, var label) => $"Disc {volume} von {of} aus {set} (Beschriftung {label})",
        DiscTitle.Labelled(var label) => $"eine Disc mit der Beschriftung {label}",
        DiscTitle.Unlabelled => "eine Disc ohne Beschriftung",
        DiscTitle.Part(var location) => $"ein Teil des Repositorys in {location}",
        DiscTitle.OfOtherRepository(var other) => $"{Of(other)} aus einem anderen Repository",
        DiscTitle.WithoutRepository => "eine Disc ohne Repository",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
