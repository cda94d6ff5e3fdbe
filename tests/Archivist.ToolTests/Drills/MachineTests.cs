namespace Archivist.ToolTests.Drills;

/// <summary>Names the collection of all tests that start machines: two emulated machines at once only make each other late.</summary>
internal static class MachineTests
{
    internal const string OneAtATime = "virtual machines";
}
