namespace Archivist.TestKit;

/// <summary>The machine is gone: thrown by everything that is asked of it from then on.</summary>
public sealed class PowerFailureException(int step) : Exception($"the power failed at step {step}");
