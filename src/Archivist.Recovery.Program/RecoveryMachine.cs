using System.Globalization;
using Archivist.Platform.Files;

namespace Archivist.Recovery.Program;

/// <summary>The facts about the machine that init passes as arguments.</summary>
/// <param name="MediumFolder">Where the disc is mounted.</param>
/// <param name="MediumDevice">The device it lies in.</param>
/// <param name="ConsolePaths">The terminals to talk on.</param>
internal sealed record RecoveryMachine(string MediumFolder, string MediumDevice, IReadOnlyList<string> ConsolePaths)
{
    private const string UptimePath = "/proc/uptime";

    /// <summary>Where the named port of a drill appears.</summary>
    internal string DrillPortPath => $"/dev/virtio-ports/{Protocol.DrillOrder.PortName}";

    /// <summary>Reads <c>--medium FOLDER --device DEVICE --console TERMINAL…</c>; null when it is anything else.</summary>
    internal static RecoveryMachine? Parse(IReadOnlyList<string> arguments)
    {
        string? medium = null, device = null;
        var consoles = new List<string>();
        if (arguments.Count % 2 != 0)
            return null;
        for (var index = 0; index < arguments.Count; index += 2)
        {
            switch (arguments[index])
            {
                case "--medium": medium = arguments[index + 1]; break;
                case "--device": device = arguments[index + 1]; break;
                case "--console": consoles.Add(arguments[index + 1]); break;
                default: return null;
            }
        }

        return medium is not null && device is not null ? new RecoveryMachine(medium, device, consoles) : null;
    }

    /// <summary>Waits until init has its addresses, or has given up on them.</summary>
    internal async Task WaitForNetworkAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        const string Settled = "/run/archivist/network";
        var startedAt = clock.GetTimestamp();
        while (FileLookup.Find(Settled) is null && clock.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(30))
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
    }

    /// <summary>Seconds since the kernel started, the clock of all times in a drill.</summary>
    internal static double Uptime()
    {
        var words = File.ReadAllText(UptimePath).Split(' ');
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }
}
