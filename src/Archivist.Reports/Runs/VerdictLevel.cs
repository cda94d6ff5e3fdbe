namespace Archivist.Reports.Runs;

/// <summary>Whether everything would come back today.</summary>
public enum VerdictLevel
{
    /// <summary>It was rehearsed, and everything is as it should be.</summary>
    Yes,

    /// <summary>It was rehearsed, but something needs attention.</summary>
    YesBut,

    /// <summary>Nobody has tried.</summary>
    Unproven,

    /// <summary>It was tried and did not work, or there is nothing to try.</summary>
    No,
}
