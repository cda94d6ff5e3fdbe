using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>Writes a stream as one data session (IMAPI 2, imapi2.h). Methods that are not used here keep their places in the table.</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("27354153-9F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscFormat2Data : IDiscFormat2
{
    void SetRecorder(IDiscRecorder2 value);

    IDiscRecorder2 GetRecorder();

    void SetBufferUnderrunFreeDisabled([MarshalAs(UnmanagedType.VariantBool)] bool value);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetBufferUnderrunFreeDisabled();

    void SetPostgapAlreadyInImage([MarshalAs(UnmanagedType.VariantBool)] bool value);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetPostgapAlreadyInImage();

    ImapiMediaState GetCurrentMediaStatus();

    int GetWriteProtectStatus();

    int GetTotalSectorsOnMedia();

    int GetFreeSectorsOnMedia();

    int GetNextWritableAddress();

    int GetStartAddressOfPreviousSession();

    int GetLastWrittenAddressOfPreviousSession();

    void SetForceMediaToBeClosed([MarshalAs(UnmanagedType.VariantBool)] bool value);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetForceMediaToBeClosed();

    void SetDisableConsumerDvdCompatibilityMode([MarshalAs(UnmanagedType.VariantBool)] bool value);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetDisableConsumerDvdCompatibilityMode();

    ImapiMediaType GetCurrentPhysicalMediaType();

    void SetClientName(string value);

    string GetClientName();

    int GetRequestedWriteSpeed();

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetRequestedRotationTypeIsPureCAV();

    int GetCurrentWriteSpeed();

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetCurrentRotationTypeIsPureCAV();

    nint GetSupportedWriteSpeeds();

    nint GetSupportedWriteSpeedDescriptors();

    void SetForceOverwrite([MarshalAs(UnmanagedType.VariantBool)] bool value);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetForceOverwrite();

    nint GetMultisessionInterfaces();

    void Write(IComStream data);

    void CancelWrite();

    void SetWriteSpeed(int requestedSectorsPerSecond, [MarshalAs(UnmanagedType.VariantBool)] bool rotationTypeIsPureCAV);
}
