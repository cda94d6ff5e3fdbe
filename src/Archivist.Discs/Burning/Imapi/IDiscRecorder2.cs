using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>One drive (IMAPI 2, imapi2.h). Methods that are not used here keep their places in the table.</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("27354133-7F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscRecorder2 : IDispatch
{
    void EjectMedia();

    void CloseTray();

    void AcquireExclusiveAccess([MarshalAs(UnmanagedType.VariantBool)] bool force, string clientName);

    void ReleaseExclusiveAccess();

    void DisableMcn();

    void EnableMcn();

    void InitializeDiscRecorder(string recorderUniqueId);

    string GetActiveDiscRecorder();

    string GetVendorId();

    string GetProductId();

    string GetProductRevision();

    string GetVolumeName();

    nint GetVolumePathNames();

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetDeviceCanLoadMedia();
}
