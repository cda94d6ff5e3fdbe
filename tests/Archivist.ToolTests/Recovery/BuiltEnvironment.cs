using Archivist.Recovery.Builder;
using Archivist.TestKit;

namespace Archivist.ToolTests.Recovery;

/// <summary>The recovery environment, built once for all tests that need one and kept for the next run.</summary>
internal static class BuiltEnvironment
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static RecoveryEnvironment? _built;

    internal static string CacheFolder { get; } = Path.Combine(CheckedOut.Root, "work", "recovery-environment");

    internal static async Task<RecoveryEnvironment> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            return _built ??= await new RecoveryEnvironmentBuilder().BuildAsync(
                new RecoveryEnvironmentOptions(CacheFolder), new Said(), cancellationToken);
        }
        finally
        {
            Gate.Release();
        }
    }

    private sealed class Said : IProgress<BuildStep>
    {
        public void Report(BuildStep value) => TestContext.Current.SendDiagnosticMessage(value.ToString());
    }
}
