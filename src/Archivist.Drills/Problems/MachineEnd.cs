namespace Archivist.Drills.Problems;

/// <summary>How a machine ended before a drill was done.</summary>
public enum MachineEnd
{
    /// <summary>It ended before it took its order.</summary>
    BeforeOrder,

    /// <summary>It switched itself off without a verdict.</summary>
    WithoutVerdict,

    /// <summary>Its kernel panicked.</summary>
    KernelPanic,
}
