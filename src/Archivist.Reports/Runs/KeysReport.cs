namespace Archivist.Reports.Runs;

/// <summary>Which keys open the archive, and when each was tested.</summary>
public sealed record KeysReport
{
    /// <summary>What opened the repository in this run: <c>password</c>, <c>passphrase</c> (of the keyring), <c>x25519</c> or <c>hybrid</c>; null when the key that the settings name did not.</summary>
    public required string? OpenedBy { get; init; }

    /// <summary>After how many days a test is due again.</summary>
    public required int Days { get; init; }

    /// <summary>Sets of shares on paper.</summary>
    public IReadOnlyList<SharesReport> Shares { get; init; } = [];

    /// <summary>Who is in the keyring.</summary>
    public IReadOnlyList<HeldKeyReport> Keyring { get; init; } = [];
}
