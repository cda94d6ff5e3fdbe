using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using System.Runtime.Versioning;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>Creates the objects of IMAPI 2. Windows only.</summary>
[SupportedOSPlatform("windows")]
internal static partial class ImapiDrives
{
    private const uint InProcess = 1;

    private static readonly Guid Master = new("2735412E-7F64-5B0F-8F00-5D77AFBE261E");
    private static readonly Guid Recorder = new("2735412D-7F64-5B0F-8F00-5D77AFBE261E");
    private static readonly Guid Writer = new("2735412A-7F64-5B0F-8F00-5D77AFBE261E");

    /// <summary>The ids of all drives, in the order of Windows.</summary>
    internal static IReadOnlyList<string> List(StrategyBasedComWrappers wrappers)
    {
        var master = Create<IDiscMaster2>(wrappers, Master);
        return master.GetIsSupportedEnvironment() ? [.. Enumerable.Range(0, master.GetCount()).Select(master.GetItem)] : [];
    }

    internal static IDiscRecorder2 OpenRecorder(StrategyBasedComWrappers wrappers, string id)
    {
        var recorder = Create<IDiscRecorder2>(wrappers, Recorder);
        recorder.InitializeDiscRecorder(id);
        return recorder;
    }

    internal static IDiscFormat2Data CreateWriter(StrategyBasedComWrappers wrappers) => Create<IDiscFormat2Data>(wrappers, Writer);

    private static T Create<T>(StrategyBasedComWrappers wrappers, Guid type)
        where T : class
    {
        var unknown = new Guid("00000000-0000-0000-C000-000000000046");
        if (CoCreateInstance(type, 0, InProcess, unknown, out var instance) is < 0 and var error)
        {
            throw new ArchivistException(new ImapiUnavailable(error));
        }

        try
        {
            return (T)wrappers.GetOrCreateObjectForComInstance(instance, CreateObjectFlags.None);
        }
        finally
        {
            Marshal.Release(instance);
        }
    }

    [LibraryImport("ole32")]
    private static partial int CoCreateInstance(in Guid type, nint outer, uint context, in Guid wanted, out nint instance);
}
