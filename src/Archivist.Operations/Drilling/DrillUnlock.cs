using Archivist.Drills;
using Archivist.Operations.Keys.Sharing;

namespace Archivist.Operations.Drilling;

/// <summary>What opens the disc in a drill. What is not given here comes from the settings.</summary>
public sealed record DrillUnlock
{
    /// <summary>The kind of key; null for that of the settings.</summary>
    public DrillKeyKind? Kind { get; init; }

    /// <summary>A file with the passphrase of the keyring; null for that of the settings, or to have it asked with <see cref="Events.Question.Password"/>.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>An identity file for the stick; null for that of the settings.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>The shares; empty for those of the settings.</summary>
    public IReadOnlyList<GivenShare> Shares { get; init; } = [];
}
