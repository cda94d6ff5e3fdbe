using Archivist.Discs.Problems;

namespace Archivist.Messages.English;

/// <summary>The names of discs in English.</summary>
public static class DiscTitleText
{
    /// <summary>A noun phrase.</summary>
    public static string Of(DiscTitle disc) => disc switch
    {
        DiscTitle.OfSet(_, 1, var set, var label) => $"the disc of {set} (label {label})",
        DiscTitle.OfSet(var volume, var of, var set, var label) => $"disc {volume} of {of} of {set} (label {label})",
        DiscTitle.Labelled(var label) => $"a disc with the label {label}",
        DiscTitle.Unlabelled => "a disc without a label",
        DiscTitle.Part(var location) => $"a part of the repository in {location}",
        DiscTitle.OfOtherRepository(var other) => $"{Of(other)}, of another repository,",
        DiscTitle.WithoutRepository => "a disc without a repository",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
