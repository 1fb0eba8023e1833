; Fanlight for the person who installs it, without administrator's rights. Made by
; `python packaging\build.py exe`; https://nsis.sourceforge.io/Docs/
;   /DVERSION=0.1.0 /DFOLDER=<the frozen folder> /DOUT=<the installer>
;   /DROOT=<the TUF root of the releases>, where this installation updates itself
;   /DWEBVIEW2=<MicrosoftEdgeWebview2Setup.exe>, where the system's view is the only one
Unicode true
!include "MUI2.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Fanlight"
!define CLASSES "Software\Classes"
!define RUNTIME "Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "Fanlight"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Fanlight"
InstallDirRegKey HKCU "Software\Fanlight" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

Section "Fanlight"
  ; An older version's files must not stay between the new ones.
  RMDir /r "$INSTDIR\_internal"
  ; Nor what the older one took by itself (host/release/place.py): this one is newer.
  RMDir /r "$INSTDIR\versions"
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\previous"
  Delete "$INSTDIR\trying"
  Delete "$INSTDIR\failed"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
!ifdef ROOT
  SetOutPath "$INSTDIR\updates"
  File "/oname=root.json" "${ROOT}"
  SetOutPath "$INSTDIR"
!endif
  CreateShortcut "$SMPROGRAMS\Fanlight.lnk" "$INSTDIR\fanlight.exe"
  WriteRegStr HKCU "Software\Fanlight" "Folder" "$INSTDIR"

  WriteRegStr HKCU "${CLASSES}\.ma" "" "Fanlight.Package"
  WriteRegStr HKCU "${CLASSES}\.ma" "Content Type" "application/miniapp-pkg+zip"
  WriteRegStr HKCU "${CLASSES}\Fanlight.Package" "" "Mini-program package"
  WriteRegStr HKCU "${CLASSES}\Fanlight.Package\DefaultIcon" "" "$INSTDIR\fanlight.exe,0"
  WriteRegStr HKCU "${CLASSES}\Fanlight.Package\shell\open\command" "" '"$INSTDIR\fanlight.exe" "%1"'

  WriteRegStr HKCU "${CLASSES}\fanlight" "" "URL:Fanlight"
  WriteRegStr HKCU "${CLASSES}\fanlight" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\fanlight\shell\open\command" "" '"$INSTDIR\fanlight.exe" "%1"'

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Fanlight"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\fanlight.exe"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

!ifdef WEBVIEW2
Section "WebView2"
  ; There already on most machines: for all users, or for this one.
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}" "pv"
  StrCmp $0 "" 0 there
  ReadRegStr $0 HKCU "${RUNTIME}" "pv"
  StrCmp $0 "" 0 there
  SetOutPath "$PLUGINSDIR"
  File "/oname=webview2.exe" "${WEBVIEW2}"
  ExecWait '"$PLUGINSDIR\webview2.exe" /silent /install' $1
  IntCmp $1 0 there
  MessageBox MB_ICONEXCLAMATION "WebView2 was not installed (code $1). Install it from https://developer.microsoft.com/microsoft-edge/webview2/ before Fanlight is started."
there:
SectionEnd
!endif

Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\versions"
  RMDir /r "$INSTDIR\updates"
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\previous"
  Delete "$INSTDIR\trying"
  Delete "$INSTDIR\failed"
  Delete "$INSTDIR\installed.json"
  Delete "$INSTDIR\fanlight.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Fanlight.lnk"
  DeleteRegKey HKCU "Software\Fanlight"
  DeleteRegKey HKCU "${CLASSES}\Fanlight.Package"
  DeleteRegKey HKCU "${CLASSES}\fanlight"
  ReadRegStr $0 HKCU "${CLASSES}\.ma" ""
  StrCmp $0 "Fanlight.Package" 0 +2
  DeleteRegKey HKCU "${CLASSES}\.ma"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
