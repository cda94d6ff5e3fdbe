namespace Archivist.Reports.Runs;

/// <summary>The key that a drill was given to open the disc. Holds no secret.</summary>
public sealed record DrillKeyReport
{
    /// <summary>What it was: <c>password</c>, <c>passphrase</c> (of the keyring), <c>stick</c> (an identity file on a USB stick) or <c>shares</c>.</summary>
    public required string Unlock { get; init; }

    /// <summary>Whether it opened the disc.</summary>
    public required bool HasOpened { get; init; }

    /// <summary>The name of the identity file, or the two words with which the shares begin; null for a password or passphrase.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of the identity that opened: <c>x25519</c> or <c>hybrid</c>; null for any other key, and when none opened.</summary>
    public string? Kind { get; init; }

    /// <summary>The fingerprints of the recipients or shares, as the ledger has them; empty for a password or passphrase.</summary>
    public IReadOnlyList<string> Fingerprints { get; init; } = [];
}
