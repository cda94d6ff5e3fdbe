namespace Archivist.Reports.Runs;

/// <summary>What a step did, as data. The private constructor closes the set.</summary>
public abstract record StepResult
{
    private StepResult()
    {
    }

    /// <summary>Not tried, because an earlier step failed.</summary>
    public sealed record Skipped : StepResult;

    /// <summary>A failure, in the words of the front end.</summary>
    public sealed record Failed(string Sentence) : StepResult;

    /// <summary>A snapshot was taken; sizes in bytes.</summary>
    public sealed record Captured(long Files, long Bytes, long StoredBytes) : StepResult;

    /// <summary>Replicas were brought up to date.</summary>
    /// <param name="Complete">How many are complete.</param>
    /// <param name="Of">How many there are.</param>
    public sealed record Replicated(int Complete, int Of) : StepResult;

    /// <summary>Replicas were audited.</summary>
    /// <param name="Good">How many are good, after repairs.</param>
    /// <param name="Of">How many were to be audited.</param>
    /// <param name="BytesRead">Bytes that were read of them.</param>
    /// <param name="Repaired">Objects that were repaired.</param>
    public sealed record Audited(int Good, int Of, long BytesRead, long Repaired) : StepResult;

    /// <summary>An image was built.</summary>
    /// <param name="FileName">Its file.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="IsVerified">It was read back and is whole.</param>
    public sealed record DiscBuilt(string FileName, long Bytes, bool IsVerified) : StepResult;

    /// <summary>A set of images was built.</summary>
    /// <param name="Set">Its name.</param>
    /// <param name="Base">The full set that it adds to; null for a full set.</param>
    /// <param name="Discs">How many discs it has.</param>
    /// <param name="Bytes">The length of all images.</param>
    /// <param name="AreVerified">All were read back and are whole.</param>
    public sealed record SetBuilt(string Set, string? Base, int Discs, long Bytes, bool AreVerified) : StepResult;

    /// <summary>Drills were run.</summary>
    public sealed record Drilled(int Passed, int Of) : StepResult;

    /// <summary>Keys were tested.</summary>
    /// <param name="OpenedBy">What opened the repository; null when the key that the settings name did not.</param>
    /// <param name="Due">Shares and keys of the keyring whose test is due.</param>
    /// <param name="Of">How many there are.</param>
    /// <param name="Days">After how many days a test is due again.</param>
    public sealed record KeysTested(string? OpenedBy, int Due, int Of, int Days) : StepResult;

    /// <summary>The report was written.</summary>
    public sealed record Written : StepResult;
}
