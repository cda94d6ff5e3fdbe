namespace Archivist.Reports.Runs;

/// <summary>Whether everything would come back today.</summary>
public enum VerdictLevel
{
    /// <summary>A drill was run, and everything is as it should be.</summary>
    Yes,

    /// <summary>A drill was run, but something needs attention.</summary>
    YesBut,

    /// <summary>No drill was run.</summary>
    Unproven,

    /// <summary>It was tried and did not work, or there is nothing to try.</summary>
    No,
}
